import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { openMariadb, openSqlite } from './storage.js';
import { webhooksContract } from './webhooks.contract.js';

describe('webhooks on SQLite', () => webhooksContract(openSqlite));
describeWith('mariadb', 'webhooks on MariaDB', () => webhooksContract(openMariadb));
