import { describe } from '@jest/globals';
import { TestApp } from '../app.js';
import { hostileSuite } from './hostile.suite.js';

describe('what no client with good intentions sends', () => {
  hostileSuite(() => TestApp.start());
});
