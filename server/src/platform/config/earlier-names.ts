type Given = Record<string, string | undefined>;

/** Today's names, each with those that the earlier systems' documents have for the same, the first that is set first. */
const EARLIER: Readonly<Record<string, readonly string[]>> = {
  DATABASE_URL: ['SQL_DATABASE_URL'],
  MONGODB_URI: ['MONGODB_DATABASE_URL', 'MONGO_URL', 'MONGO_URI'],
  JWT_SECRET: ['JWT_SECRET_KEY', 'SECRET_KEY'],
};

/** What made one address of the SQL database in parts. Nothing is meant without its name. */
const DATABASE_NAME = 'MYSQL_DB';
const HOST_NAMES = ['MYSQL_HOST', 'MYSQL-host'];

export interface Understood {
  /** What was given, with today's names beside the earlier ones. */
  env: Given;
  /** Today's name of each that was given by an earlier one only, and that one. */
  earlier: ReadonlyMap<string, string>;
}

/**
 * Understands the variables of the earlier systems, so that their environment starts this one. Today's names come first.
 * @param given without empty variables
 */
export function understandEarlier(given: Given): Understood {
  const earlier = new Map<string, string>();
  const env = { ...given };
  for (const [today, names] of Object.entries(EARLIER)) {
    const name = names.find((one) => given[one] !== undefined);
    if (name === undefined || given[today] !== undefined) continue;
    env[today] = withoutDriver(given[name] ?? '');
    earlier.set(today, name);
  }
  if (env['DATABASE_URL'] === undefined && given[DATABASE_NAME] !== undefined) {
    env['DATABASE_URL'] = addressOf(given, given[DATABASE_NAME]);
    earlier.set('DATABASE_URL', DATABASE_NAME);
  }
  return { env, earlier };
}

/** SQLAlchemy's addresses name the driver, as in mysql+pymysql://. */
const withoutDriver = (text: string): string => text.replace(/^(mysql|mariadb)\+\w+:/, '$1:');

function addressOf(given: Given, database: string): string {
  const [host = 'localhost'] = HOST_NAMES.flatMap((name) => given[name] ?? []);
  const { MYSQL_PORT: port, MYSQL_USER: user, MYSQL_PASSWORD: password } = given;
  const credentials = [user, password]
    .flatMap((part) => (part === undefined ? [] : encodeURIComponent(part)))
    .join(':');
  const place = port === undefined ? host : `${host}:${port}`;
  return `mysql://${credentials && `${credentials}@`}${place}/${encodeURIComponent(database)}`;
}
