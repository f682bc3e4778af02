import { Global, Module } from '@nestjs/common';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { Config } from '../config/config.js';
import { requireBrokerSettings } from './broker-address.js';
import { BrokerFilesService } from './broker-files.service.js';
import { BrokerUsersService } from './broker-users.service.js';
import { DroppedPacketsService } from './dropped-packets.service.js';
import { EmbeddedBrokerService } from './embedded-broker.service.js';
import { EmbeddedWorkerService } from './embedded-worker.service.js';
import { ModemBusMqtt } from './modem-bus.mqtt.js';
import { ServerFenceService } from './server-fence.service.js';
import { WorkerAccessService } from './worker-access.service.js';
import { WorkerRequestsService } from './worker-requests.service.js';
import { WorkerSessionsService } from './worker-sessions.service.js';

/** The road to the workers: the broker, ours or another, and one connection to it for all features. */
@Global()
@Module({
  controllers: [ModemBusMqtt],
  providers: [
    BrokerFilesService,
    BrokerUsersService,
    DroppedPacketsService,
    EmbeddedBrokerService,
    EmbeddedWorkerService,
    ServerFenceService,
    WorkerAccessService,
    WorkerRequestsService,
    { provide: WorkerSessionsService, useFactory: () => new WorkerSessionsService() },
    {
      provide: MqttStrategy,
      inject: [Config, EmbeddedBrokerService, DroppedPacketsService],
      useFactory: async (config: Config, broker: EmbeddedBrokerService, { dropped }: DroppedPacketsService) => {
        requireBrokerSettings(config);
        if (config.embeddedBroker) await broker.start();
        const { MQTT_URL: url, MQTT_USERNAME: username, MQTT_PASSWORD: password, SERVER_ID } = config.env;
        const credentials = url ? { url, username, password } : broker.serverCredentials();
        return new MqttStrategy({
          ...credentials,
          ca: url === undefined ? undefined : config.mqttAuthorities,
          clientId: `signalbox-${SERVER_ID}`,
          clean: false,
          onMalformed: (_, why) => dropped.next(why),
        });
      },
    },
    { provide: MqttPublisher, useExisting: MqttStrategy },
  ],
  exports: [
    DroppedPacketsService,
    EmbeddedWorkerService,
    MqttPublisher,
    MqttStrategy,
    ServerFenceService,
    WorkerAccessService,
    WorkerRequestsService,
    WorkerSessionsService,
  ],
})
export class ModemBusModule {}
