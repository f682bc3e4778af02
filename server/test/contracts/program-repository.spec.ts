import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { programRepositoryContract } from './program-repository.contract.js';
import { openMariadb, openMongodb, openSqlite } from './storage.js';

describe('programs on SQLite', () => programRepositoryContract(openSqlite));
describeWith('mariadb', 'programs on MariaDB', () => programRepositoryContract(openMariadb));
describeWith('mongodb', 'programs in MongoDB', () => programRepositoryContract(openMongodb));
