import { Injectable } from '@nestjs/common';
import { type Digest, escapeHtml, headline, plainText, shortText, telegramHtml } from './digest.js';

/** What digests say, for those who speak to channels. */
@Injectable()
export class DigestTextsService {
  readonly headline = headline;
  readonly plainText = plainText;
  readonly shortText = shortText;
  readonly escapeHtml = escapeHtml;

  telegramHtml(digest: Digest): string {
    return telegramHtml(digest);
  }
}
