import { Global, Module } from '@nestjs/common';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { Config } from '../config/config.js';
import { requireBrokerSettings } from './broker-address.js';
import { BrokerFiles } from './broker-files.service.js';
import { BrokerUsers } from './broker-users.service.js';
import { DroppedPackets } from './dropped-packets.js';
import { EmbeddedBroker } from './embedded-broker.service.js';
import { EmbeddedWorker } from './embedded-worker.service.js';
import { ModemBusMqtt } from './modem-bus.mqtt.js';
import { ServerFence } from './server-fence.service.js';
import { WorkerAccess } from './worker-access.service.js';
import { WorkerRequests } from './worker-requests.service.js';
import { WorkerSessions } from './worker-sessions.js';

/** The road to the workers: the broker, ours or another, and one connection to it for all features. */
@Global()
@Module({
  controllers: [ModemBusMqtt],
  providers: [
    BrokerFiles,
    BrokerUsers,
    DroppedPackets,
    EmbeddedBroker,
    EmbeddedWorker,
    ServerFence,
    WorkerAccess,
    WorkerRequests,
    { provide: WorkerSessions, useFactory: () => new WorkerSessions() },
    {
      provide: MqttStrategy,
      inject: [Config, EmbeddedBroker, DroppedPackets],
      useFactory: async (config: Config, broker: EmbeddedBroker, { dropped }: DroppedPackets) => {
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
    DroppedPackets,
    EmbeddedWorker,
    MqttPublisher,
    MqttStrategy,
    ServerFence,
    WorkerAccess,
    WorkerRequests,
    WorkerSessions,
  ],
})
export class ModemBusModule {}
