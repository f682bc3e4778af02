import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { openMariadb, openSqlite } from './storage.js';
import { totalsRepositoryContract } from './totals-repository.contract.js';

describe('totals on SQLite', () => totalsRepositoryContract(openSqlite));
describeWith('mariadb', 'totals on MariaDB', () => totalsRepositoryContract(openMariadb));
