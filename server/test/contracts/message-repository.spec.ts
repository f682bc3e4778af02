import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { messageRepositoryContract } from './message-repository.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('messages on SQLite', () => messageRepositoryContract(openSqlite));
describeWith('mariadb', 'messages on MariaDB', () => messageRepositoryContract(openMariadb));
