import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { booksContract } from './books.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('the books on SQLite', () => booksContract(openSqlite));
describeWith('mariadb', 'the books on MariaDB', () => booksContract(openMariadb));
