import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { openMariadb, openSqlite } from './storage.js';
import { suppressionRepositoryContract } from './suppression-repository.contract.js';

describe('the suppression list on SQLite', () => suppressionRepositoryContract(openSqlite));
describeWith('mariadb', 'the suppression list on MariaDB', () => suppressionRepositoryContract(openMariadb));
