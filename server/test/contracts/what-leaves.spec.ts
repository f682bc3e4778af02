import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { openMariadb, openSqlite } from './storage.js';
import { whatLeavesContract } from './what-leaves.contract.js';

describe('leases, jobs and the outbox on SQLite', () => whatLeavesContract(openSqlite));
describeWith('mariadb', 'leases, jobs and the outbox on MariaDB', () => whatLeavesContract(openMariadb));
