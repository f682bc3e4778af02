import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { papersContract } from './papers.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('what papers are made of on SQLite', () => papersContract(openSqlite));
describeWith('mariadb', 'what papers are made of on MariaDB', () => papersContract(openMariadb));
