import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { runRepositoryContract } from './run-repository.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('runs on SQLite', () => runRepositoryContract(openSqlite));
describeWith('mariadb', 'runs on MariaDB', () => runRepositoryContract(openMariadb));
