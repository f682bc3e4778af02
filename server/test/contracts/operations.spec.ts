import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { operationsContract } from './operations.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('retention, erasing, settings and secrets on SQLite', () => operationsContract(openSqlite));
describeWith('mariadb', 'retention, erasing, settings and secrets on MariaDB', () => operationsContract(openMariadb));
