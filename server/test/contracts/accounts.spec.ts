import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { accountsContract } from './accounts.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('sessions, second factors and the audit log on SQLite', () => accountsContract(openSqlite));
describeWith('mariadb', 'sessions, second factors and the audit log on MariaDB', () => accountsContract(openMariadb));
