import { describe, expect, it } from '@jest/globals';
import { databaseOf, hostsOf } from './uri.js';

describe('a MongoDB URI', () => {
  it.each([
    ['mongodb://localhost:27017/', 'sms_config', 'localhost:27017'],
    ['mongodb://localhost', 'sms_config', 'localhost'],
    ['mongodb://localhost?w=1', 'sms_config', 'localhost'],
    ['mongodb://localhost/?w=1', 'sms_config', 'localhost'],
    ['mongodb://ann:se%40cret@a.example:1,b.example:2/sms?replicaSet=rs0', 'sms', 'a.example:1,b.example:2'],
    ['mongodb+srv://ann:secret@cluster.example/one%20two', 'one two', 'cluster.example'],
    ['mongodb://ann@[::1]:27017/sms', 'sms', '[::1]:27017'],
  ])('%s names its database and its hosts', (uri, database, hosts) => {
    expect({ database: databaseOf(uri), hosts: hostsOf(uri) }).toEqual({ database, hosts });
  });

  it('shows no password', () => {
    expect(hostsOf('mongodb://ann:secret@a.example/sms')).not.toContain('secret');
  });
});
