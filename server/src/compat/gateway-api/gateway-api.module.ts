import { Module } from '@nestjs/common';

/** The gateway API's own URLs and shapes over the features' services. */
@Module({})
export class GatewayApiModule {}
