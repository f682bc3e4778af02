import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from './config.js';
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
        { provide: Secrets, useFactory: () => loadSecrets(config) },
      ],
      exports: [Config, Secrets],
    };
  }
}
