import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const SECRET = 'x'.repeat(40);
const POSTGRES = 'postgres://user:hunter2secret@db/x';

describe('the variables of the earlier systems', () => {
  it.each([
    ['SQL_DATABASE_URL', 'mysql://user:pass@localhost/sms', 'DATABASE_URL', 'mysql://user:pass@localhost/sms'],
    ['SQL_DATABASE_URL', 'mysql+pymysql://user:pass@db:3307/sms', 'DATABASE_URL', 'mysql://user:pass@db:3307/sms'],
    ['MONGODB_DATABASE_URL', 'mongodb://localhost:27017/sms', 'MONGODB_URI', 'mongodb://localhost:27017/sms'],
    ['MONGO_URL', 'mongodb://localhost:27017/', 'MONGODB_URI', 'mongodb://localhost:27017/'],
    ['MONGO_URI', 'mongodb://localhost:27017/', 'MONGODB_URI', 'mongodb://localhost:27017/'],
    ['JWT_SECRET_KEY', SECRET, 'JWT_SECRET', SECRET],
    ['SECRET_KEY', SECRET, 'JWT_SECRET', SECRET],
  ])('%s=%s is understood as %s, and known for what it was called', (earlier, value, today, understood) => {
    const config = readConfig({ [earlier]: value });
    expect(config.env).toMatchObject({ [today]: understood });
    expect([...config.earlierNames]).toEqual([[today, earlier]]);
    expect(config.nameOf(today)).toBe(earlier);
  });

  it.each([
    [{ MYSQL_DB: 'sms_metrics' }, 'mysql://localhost/sms_metrics'],
    [{ MYSQL_DB: 'sms', MYSQL_USER: 'me', MYSQL_PASSWORD: 'a/b@c' }, 'mysql://me:a%2Fb%40c@localhost/sms'],
    [{ MYSQL_DB: 'sms', MYSQL_HOST: 'db', MYSQL_PORT: '3307', MYSQL_USER: 'me' }, 'mysql://me@db:3307/sms'],
    [{ MYSQL_DB: 'sms', 'MYSQL-host': 'db' }, 'mysql://db/sms'],
    [{ MYSQL_HOST: 'db', MYSQL_USER: 'me', MYSQL_PASSWORD: 'secret' }, undefined],
  ])('the parts of an address, %j, make one where they name a database', (given, url) => {
    expect(readConfig(given).env.DATABASE_URL).toBe(url);
  });

  it('come behind those of today, and the more particular before the other', () => {
    const own = 'y'.repeat(40);
    const both = readConfig({ JWT_SECRET: own, JWT_SECRET_KEY: SECRET, DATABASE_URL: 'mysql://a/b', MYSQL_DB: 'c' });
    expect(both.env).toMatchObject({ JWT_SECRET: own, DATABASE_URL: 'mysql://a/b' });
    expect([...both.earlierNames]).toEqual([]);
    expect(readConfig({ SECRET_KEY: own, JWT_SECRET_KEY: SECRET }).env.JWT_SECRET).toBe(SECRET);
    expect(readConfig({ SECRET_KEY: '', JWT_SECRET_KEY: '' }).env.JWT_SECRET).toBeUndefined();
  });

  it('are refused when they are wrong, by both names and not with their value', () => {
    const refused = () => readConfig({ SQL_DATABASE_URL: POSTGRES, SECRET_KEY: 'hunter2' });
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(/^SQL_DATABASE_URL \(DATABASE_URL today\): expected a URL that begins with mysql:/m);
    expect(refused).toThrow(/^SECRET_KEY \(JWT_SECRET today\): expected at least 32 characters$/m);
    expect(refused).not.toThrow(/hunter2/);
  });
});
