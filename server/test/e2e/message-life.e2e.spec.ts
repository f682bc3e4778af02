import { describe } from '@jest/globals';
import { TestApp } from '../app.js';
import { messageLifeSuite } from './message-life.suite.js';

describe('on SQLite and the embedded broker', () => messageLifeSuite((settings) => TestApp.start(settings)));
