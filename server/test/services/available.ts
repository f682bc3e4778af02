import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a suite may need beside the product itself. */
export type Service =
  | 'mariadb'
  | 'mongodb'
  | 'mosquitto'
  | 'rabbitmq'
  | 'chromium'
  | 'promtool'
  | 'alertmanager'
  | 'gammu'
  | 'socat'
  | 'jsmpp'
  | 'openssl'
  | 'librouteros';

interface Requirement {
  title: string;
  /** The variable that points at one that runs already, or at its program. */
  variable?: string;
  /** All of these programs; of each, the first name that is found. */
  programs: string[][];
  /** A library that has no program. */
  folder?: string;
  install: string;
}

/** The first is the same engine without what a window needs: half the work. */
export const CHROMIUMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

export const SERVICES: Record<Service, Requirement> = {
  mariadb: {
    title: 'MariaDB',
    variable: 'MYSQL_TEST_URL',
    programs: [['mariadbd', 'mysqld'], ['mariadb-install-db']],
    install: 'apt-get install mariadb-server',
  },
  mongodb: {
    // Its stand-in, mongo-java-server; the variable names a real one.
    title: 'A MongoDB for tests',
    variable: 'MONGODB_TEST_URI',
    programs: [['java'], ['javac'], ['mvn']],
    install: 'apt-get install openjdk-17-jdk-headless maven',
  },
  mosquitto: {
    title: 'Mosquitto',
    variable: 'MQTT_TEST_URL',
    programs: [['mosquitto'], ['mosquitto_passwd']],
    install: 'apt-get install mosquitto',
  },
  rabbitmq: {
    title: 'RabbitMQ',
    programs: [['rabbitmq-server'], ['epmd']],
    install: 'apt-get install rabbitmq-server',
  },
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    programs: [CHROMIUMS],
    install: 'apt-get install chromium-headless-shell',
  },
  promtool: {
    title: 'promtool',
    programs: [['promtool']],
    install: 'apt-get install prometheus',
  },
  alertmanager: {
    title: 'Prometheus with Alertmanager',
    programs: [['prometheus-alertmanager', 'alertmanager'], ['prometheus']],
    install: 'apt-get install prometheus prometheus-alertmanager',
  },
  gammu: {
    title: 'Gammu with socat',
    programs: [['gammu'], ['socat']],
    install: 'apt-get install gammu socat',
  },
  jsmpp: {
    title: 'Java for jSMPP',
    programs: [['java'], ['javac'], ['mvn']],
    install: 'apt-get install openjdk-17-jdk-headless maven',
  },
  openssl: {
    title: 'OpenSSL, to make certificates',
    programs: [['openssl']],
    install: 'apt-get install openssl',
  },
  librouteros: {
    title: "librouteros for Debian's Python",
    programs: [['python3']],
    folder: '/usr/lib/python3/dist-packages/librouteros',
    install: 'apt-get install python3-librouteros',
  },
  socat: {
    title: 'socat',
    programs: [['socat']],
    install: 'apt-get install socat',
  },
};

/** Debian keeps servers where the PATH of an ordinary user does not look. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of the first of these programs that is installed, or undefined. */
export function findProgram(...names: string[]): string | undefined {
  for (const name of names) {
    for (const folder of FOLDERS) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: the next folder may have it.
      }
    }
  }
  return undefined;
}

/** The value of the service's variable: a URL, or a program's path. */
export function givenBy(service: Service): string | undefined {
  const { variable } = SERVICES[service];
  return (variable !== undefined && process.env[variable]) || undefined;
}

/** Whether a private one can be started here, and stopped. */
export const isInstalled = (service: Service): boolean =>
  SERVICES[service].programs.every((names) => findProgram(...names) !== undefined) &&
  existsSync(SERVICES[service].folder ?? '/');

/** Whether suites that need the service can run here. */
export const isAvailable = (service: Service): boolean => givenBy(service) !== undefined || isInstalled(service);

/** With `REQUIRE_SERVICES=1` a missing service fails its suites; otherwise they are skipped. */
export const servicesAreRequired = (): boolean => process.env['REQUIRE_SERVICES'] === '1';

/** One line that says what is missing and what installs it. */
export function missing(service: Service): string {
  const { title, install, variable } = SERVICES[service];
  return `${title} is not here: ${install}${variable ? `, or set ${variable}` : ''}`;
}
