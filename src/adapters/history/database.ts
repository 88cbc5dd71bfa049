import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface DatabaseOptions {
  readonly file: string;
  /** Where sorts and joins that outgrow the memory go. */
  readonly temporaryFolder: string;
}

/** While events are written, worker threads need the memory; questions come before or after. */
const memoryFor = { writing: '64MiB', asking: '96MiB' } as const;

export interface Database {
  /** Says what comes next. */
  prepareFor(work: keyof typeof memoryFor): Promise<void>;
  /** What was freed goes back to the operating system; with one thread DuckDB does so only when its limit is set. */
  giveBackMemory(): Promise<void>;
  /** Writes, and answers questions. */
  readonly connection: DuckDBConnection;
  /** A further connection, for a result that is read while other questions are asked. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/**
 * DuckDB on one thread: the worker threads use the processors, and a second thread of its own would double its memory.
 * Nothing is ever loaded from the network.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await DuckDBInstance.create(options.file, {
    threads: '1',
    memory_limit: memoryFor.writing,
    temp_directory: options.temporaryFolder,
    preserve_insertion_order: 'false',
    checkpoint_threshold: '64MiB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  let preparedFor: keyof typeof memoryFor = 'writing';
  return {
    connection,
    async prepareFor(work) {
      if (work === preparedFor) return;
      preparedFor = work;
      await setLimit(connection, work);
    },
    giveBackMemory: () => setLimit(connection, preparedFor),
    connect: () => instance.connect(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** DuckDB refuses a limit below what it holds at the moment; then it goes on with the one before. */
async function setLimit(connection: DuckDBConnection, work: keyof typeof memoryFor): Promise<void> {
  await connection.run(`SET memory_limit = '${memoryFor[work]}'`).catch(() => undefined);
}
