import { DataSource } from 'typeorm';

/** A data source that somebody writes to: that one has written its last before the connections are closed. */
export class HeldDataSource extends DataSource {
  beforeDestroy: () => Promise<void> = () => Promise.resolve();

  override async destroy(): Promise<void> {
    await this.beforeDestroy();
    await super.destroy();
  }
}
