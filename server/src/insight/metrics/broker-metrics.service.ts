import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';

type Packet = { cmd: string; messageId?: number; qos?: number };

/** Counts what goes over the broker, and how long it takes to answer. */
@Injectable()
export class BrokerMetricsService implements OnModuleInit, OnModuleDestroy {
  /** When each packet left whose acknowledgement has not come, by its number of this connection. */
  private readonly sent = new Map<number, number>();

  constructor(
    private readonly link: MqttStrategy,
    @InjectMetric('mqtt_connected') private readonly connected: Gauge,
    @InjectMetric('mqtt_packets_total') private readonly packets: Counter,
    @InjectMetric('mqtt_connections_total') private readonly connections: Counter,
    @InjectMetric('mqtt_publish_duration_seconds') private readonly published: Histogram,
  ) {}

  onModuleInit(): void {
    const { client } = this.link;
    client.on('connect', this.onConnect);
    client.on('packetsend', this.onSend);
    client.on('packetreceive', this.onReceive);
  }

  onModuleDestroy(): void {
    const { client } = this.link;
    client.off('connect', this.onConnect);
    client.off('packetsend', this.onSend);
    client.off('packetreceive', this.onReceive);
  }

  measure(): void {
    this.connected.set(this.link.connected ? 1 : 0);
  }

  private readonly onConnect = (): void => {
    this.sent.clear();
    this.connections.inc();
  };

  private readonly onSend = ({ cmd, messageId, qos = 0 }: Packet): void => {
    if (cmd !== 'publish') return;
    this.packets.inc({ direction: 'sent' });
    if (qos > 0 && messageId !== undefined) this.sent.set(messageId, performance.now());
  };

  private readonly onReceive = ({ cmd, messageId }: Packet): void => {
    if (cmd === 'publish') this.packets.inc({ direction: 'received' });
    if (cmd !== 'puback' || messageId === undefined) return;
    const began = this.sent.get(messageId);
    if (began === undefined) return;
    this.sent.delete(messageId);
    this.published.observe((performance.now() - began) / 1000);
  };
}
