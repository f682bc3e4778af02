import { afterAll } from '@jest/globals';
import { TestApp } from '../app.js';
import { describeWith } from '../services/describe-with.js';
import { borrowMariadb, type TestDatabase } from '../services/mariadb.js';
import { hostileSuite } from './hostile.suite.js';

describeWith('mariadb', 'what no client with good intentions sends, on MariaDB', () => {
  let database: TestDatabase | undefined;
  hostileSuite(async () => {
    database = await borrowMariadb();
    return TestApp.start({ DATABASE_URL: database.url });
  });
  afterAll(() => database?.stop());
});
