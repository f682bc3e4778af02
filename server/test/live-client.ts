import { ChannelStatus, LIVE_EVENTS, SmsStatusUpdate, SmsStatusUpdates, WorkerStatus } from '@signalbox/contracts/live';
import { ProgramProgress } from '@signalbox/contracts/programs';
import { NumberListProgress } from '@signalbox/contracts/number-lists';
import { type Socket, io } from 'socket.io-client';

export interface Arrival {
  /** When it came, epoch ms. */
  at: number;
  updates: SmsStatusUpdate[];
}

/** A console or an old client that listens to the live events; every packet is checked against its contract. */
export class LiveClient {
  /** Packets of `sms_status_update`, in the order they came. */
  readonly packets: Arrival[] = [];
  readonly workers: WorkerStatus[] = [];
  readonly lists: NumberListProgress[] = [];
  /** Packets of `channel_status`. */
  readonly channels: { at: number; status: ChannelStatus }[] = [];
  /** Packets of `program_progress`. */
  readonly programs: { at: number; progress: ProgramProgress }[] = [];
  closed = false;

  private constructor(private readonly socket: Socket) {
    socket.on(LIVE_EVENTS.smsStatus, (packet: unknown) => {
      const batch = SmsStatusUpdates.safeParse(packet);
      const updates = batch.success ? batch.data.updates : [SmsStatusUpdate.parse(packet)];
      this.packets.push({ at: Date.now(), updates });
    });
    socket.on(LIVE_EVENTS.workerStatus, (packet: unknown) => this.workers.push(WorkerStatus.parse(packet)));
    socket.on(LIVE_EVENTS.channelStatus, (packet: unknown) =>
      this.channels.push({ at: Date.now(), status: ChannelStatus.parse(packet) }),
    );
    socket.on(LIVE_EVENTS.programProgress, (packet: unknown) =>
      this.programs.push({ at: Date.now(), progress: ProgramProgress.parse(packet) }),
    );
    socket.on(LIVE_EVENTS.numberListProgress, (packet: unknown) => this.lists.push(NumberListProgress.parse(packet)));
    socket.on('disconnect', () => (this.closed = true));
  }

  /** Resolves when the handshake was accepted. @throws Error with the server's word when it was refused */
  static async connect(
    url: string,
    auth: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<LiveClient> {
    const socket = io(url, { auth, extraHeaders: headers, reconnection: false, forceNew: true });
    const client = new LiveClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error) => {
        socket.disconnect();
        reject(error);
      });
    });
    return client;
  }

  /** All updates, of one message where it is named. */
  updates(messageId?: string): SmsStatusUpdate[] {
    const all = this.packets.flatMap(({ updates }) => updates);
    return messageId === undefined ? all : all.filter((update) => update.message_id === messageId);
  }

  close(): void {
    this.socket.disconnect();
  }
}
