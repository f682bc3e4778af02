import { vi } from 'vitest';

// The first test of a file fetches what it needs, a page all of its parts: that takes its time beside others.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
