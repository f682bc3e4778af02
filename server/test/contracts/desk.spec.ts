import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { deskContract } from './desk.contract.js';
import { deskFilesContract } from './desk-files.contract.js';
import { routersContract } from './routers.contract.js';
import { openMariadb, openSqlite } from './storage.js';
import { ticketSmsContract } from './ticket-sms.contract.js';

describe('tickets and leads on SQLite', () => deskContract(openSqlite));
describeWith('mariadb', 'tickets and leads on MariaDB', () => deskContract(openMariadb));
describe('SMS in tickets on SQLite', () => ticketSmsContract(openSqlite));
describeWith('mariadb', 'SMS in tickets on MariaDB', () => ticketSmsContract(openMariadb));
describe('routers on SQLite', () => routersContract(openSqlite));
describeWith('mariadb', 'routers on MariaDB', () => routersContract(openMariadb));
describe('files with tickets on SQLite', () => deskFilesContract(openSqlite));
describeWith('mariadb', 'files with tickets on MariaDB', () => deskFilesContract(openMariadb));
