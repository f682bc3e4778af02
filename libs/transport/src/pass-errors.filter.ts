import { Catch, type ExceptionFilter } from '@nestjs/common';

/**
 * Hands an exception of an MQTT handler to the strategy as it was thrown. Nest's own filter would print it whole and
 * turn it into "Internal server error", so that a packet that fails its schema looked like a database that is down.
 */
@Catch()
export class PassErrorsFilter implements ExceptionFilter {
  catch(exception: unknown): never {
    throw exception;
  }
}
