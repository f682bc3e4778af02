import { ApiKeyEntity } from './entities/api-key.entity.js';
import { ChannelEntity } from './entities/channel.entity.js';
import { UserEntity } from './entities/user.entity.js';

/** What TypeORM maps; messages are written with statements of their own, for speed. */
export const entities = [UserEntity, ApiKeyEntity, ChannelEntity];
