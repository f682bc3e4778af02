import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { providerRepositoryContract } from './provider-repository.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('providers on SQLite', () => providerRepositoryContract(openSqlite));
describeWith('mariadb', 'providers on MariaDB', () => providerRepositoryContract(openMariadb));
