import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from './config.js';
import { InstallationRepository } from './installation.repository.js';
import { Secrets, loadSecrets } from './secrets.js';

/** The configuration, for every module by injection: `Config` and `Secrets`. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Config, useValue: config },
        {
          provide: Secrets,
          inject: [InstallationRepository],
          useFactory: (installation: InstallationRepository) => loadSecrets(config, installation),
        },
      ],
      exports: [Config, Secrets],
    };
  }
}
