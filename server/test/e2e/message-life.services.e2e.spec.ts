import { afterAll } from '@jest/globals';
import { TestApp } from '../app.js';
import { describeWith } from '../services/describe-with.js';
import { borrowMariadb, type TestDatabase } from '../services/mariadb.js';
import { startBroker, type TestBroker } from '../services/mosquitto.js';
import { messageLifeSuite } from './message-life.suite.js';

describeWith('mariadb', 'on MariaDB', () => {
  describeWith('mosquitto', 'and Mosquitto', () => {
    let services: [TestDatabase, TestBroker];
    messageLifeSuite(async (settings) => {
      services = await Promise.all([borrowMariadb(), startBroker()]);
      const [database, broker] = services;
      return TestApp.start({ ...settings, DATABASE_URL: database.url, MQTT_URL: broker.url, EMBEDDED_WORKER: 'true' });
    });
    afterAll(() => Promise.all(services?.map((service) => service.stop()) ?? []).then(() => undefined));
  });
});
