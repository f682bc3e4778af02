import { Injectable } from '@nestjs/common';
import { DeliveriesService, type Send } from '../../insight/alerts/notify/deliveries.service.js';
import { DigestTextsService } from '../../insight/alerts/notify/digest-texts.service.js';
import { Refused } from '../../platform/outbox/outbox.js';

interface Settings {
  host: string;
  port: number;
  secure: boolean;
  username: string;
  from: string;
  to: string[];
}

/** What a server says for good (RFC 5321, clause 4.2.1), but for what it says of too many. */
const FINAL = [535, 550, 551, 553, 554];
const PATIENCE_MS = 15_000;

/** Alerts by e-mail. */
@Injectable()
export class EmailChannelService {
  constructor(
    private readonly texts: DigestTextsService,
    deliveries: DeliveriesService,
  ) {
    deliveries.sendBy('email', (...sending) => this.send(...sending));
  }

  private async send(...[channel, digest, id, signal]: Parameters<Send>): Promise<string> {
    const { host, port, secure, username, from, to } = channel.settings as unknown as Settings;
    const auth = username === '' ? undefined : { user: username, pass: channel.secrets['password'] ?? '' };
    const timeouts = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    // In memory from the first e-mail on: most servers send none.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host,
      port,
      secure,
      auth,
      ...timeouts,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const end = (): void => transport.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      const subject = this.texts.headline(digest).replaceAll(/[\r\n]+/g, ' ');
      // The same for a repetition: mail programs show it once.
      const messageId = `<${id}@signalbox>`;
      const sent = await transport.sendMail({ from, to, subject, text: this.texts.plainText(digest), messageId });
      return sent.response;
    } catch (error) {
      const { responseCode } = error as { responseCode?: number };
      if (responseCode !== undefined && FINAL.includes(responseCode)) throw new Refused((error as Error).message);
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      transport.close();
    }
  }
}
