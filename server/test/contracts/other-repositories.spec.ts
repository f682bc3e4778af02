import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { otherRepositoriesContract } from './other-repositories.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('the other repositories on SQLite', () => otherRepositoriesContract(openSqlite));
describeWith('mariadb', 'the other repositories on MariaDB', () => otherRepositoriesContract(openMariadb));
