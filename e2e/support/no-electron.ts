throw new Error("The core must not import electron: it is unit-tested in plain Node.");
