import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { alertsContract } from './alerts.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('alerts on SQLite', () => alertsContract(openSqlite));
describeWith('mariadb', 'alerts on MariaDB', () => alertsContract(openMariadb));
