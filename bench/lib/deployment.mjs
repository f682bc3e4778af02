import { Broker } from './broker.mjs';
import { Client } from './client.mjs';
import { DatabaseLink } from './database-link.mjs';
import { Mariadb } from './mariadb.mjs';
import { Product } from './product.mjs';
import { Worker } from './worker.mjs';

/** The product as it runs in production: MariaDB, Mosquitto and the worker are programs of their own. */
export class Deployment {
  static async start() {
    const deployment = new Deployment();
    try {
      deployment.mariadb = await Mariadb.create();
      deployment.link = await DatabaseLink.to(deployment.mariadb.port);
      deployment.broker = await Broker.create();
      await deployment.broker.start();
      const settings = { DATABASE_URL: deployment.mariadb.url(deployment.link.port), MQTT_URL: deployment.broker.url };
      deployment.product = await Product.create(settings);
      await deployment.product.start();
      deployment.worker = new Worker(deployment.product.folder, deployment.broker.url);
      deployment.worker.start();
      deployment.client = await Client.of(deployment.product);
      await deployment.client.untilOnline();
      return deployment;
    } catch (error) {
      await deployment.dispose();
      throw error;
    }
  }

  logTail() {
    return `The server's last words:\n${this.product.logTail()}\nThe worker's:\n${this.worker.logTail()}`;
  }

  async dispose() {
    await this.worker?.stop();
    await this.product?.dispose();
    await this.broker?.dispose();
    await this.link?.close();
    await this.mariadb?.dispose();
  }
}
