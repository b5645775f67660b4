// Real servers on a busy machine take their time. A probe that fails says so long before this.
jest.setTimeout(60_000);
