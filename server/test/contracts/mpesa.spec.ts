import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { mpesaContract } from './mpesa.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('money by M-Pesa on SQLite', () => mpesaContract(openSqlite));
describeWith('mariadb', 'money by M-Pesa on MariaDB', () => mpesaContract(openMariadb));
