import { Global, Module } from '@nestjs/common';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { Config } from '../config/config.js';
import { DroppedPackets } from './dropped-packets.js';
import { EmbeddedBroker } from './embedded-broker.service.js';
import { EmbeddedWorker } from './embedded-worker.service.js';
import { ModemBusMqtt } from './modem-bus.mqtt.js';
import { ServerFence } from './server-fence.service.js';
import { WorkerRequests } from './worker-requests.service.js';

/** The road to the workers: the broker, ours or another, and one connection to it for all features. */
@Global()
@Module({
  controllers: [ModemBusMqtt],
  providers: [
    DroppedPackets,
    EmbeddedBroker,
    EmbeddedWorker,
    ServerFence,
    WorkerRequests,
    {
      provide: MqttStrategy,
      inject: [Config, EmbeddedBroker, DroppedPackets],
      useFactory: async (config: Config, broker: EmbeddedBroker, { dropped }: DroppedPackets) => {
        if (config.embeddedBroker) await broker.start();
        const { MQTT_URL: url, MQTT_USERNAME: username, MQTT_PASSWORD: password, SERVER_ID } = config.env;
        const credentials = url ? { url, username, password } : broker.serverCredentials();
        return new MqttStrategy({
          ...credentials,
          clientId: `signalbox-${SERVER_ID}`,
          clean: false,
          onMalformed: (_, why) => dropped.next(why),
        });
      },
    },
    { provide: MqttPublisher, useExisting: MqttStrategy },
  ],
  exports: [DroppedPackets, EmbeddedWorker, MqttPublisher, MqttStrategy, ServerFence, WorkerRequests],
})
export class ModemBusModule {}
