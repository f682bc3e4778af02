import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { pairRepositoryContract } from './pair-repository.contract.js';
import { openMariadb, openMongodb, openSqlite } from './storage.js';

describe('pairs on SQLite', () => pairRepositoryContract(openSqlite));
describeWith('mariadb', 'pairs on MariaDB', () => pairRepositoryContract(openMariadb));
describeWith('mongodb', 'pairs in MongoDB', () => pairRepositoryContract(openMongodb));
