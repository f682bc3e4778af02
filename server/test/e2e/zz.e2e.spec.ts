import { expect, it } from '@jest/globals';
import { TestApp } from '../app.js';
it('starts and stops', async () => {
  const app = await TestApp.start();
  if (process.env.W) await app.startWorker();
  if (process.env.L) { const l = await app.live({ token: app.admin.token }); expect(l.closed).toBe(false); }
  if (process.env.R) await app.live({}).catch(() => 0);
  await app.stop();
  if (process.env.W2) await new Promise((r) => setTimeout(r, 1500));
  console.log(process.getActiveResourcesInfo());
});
