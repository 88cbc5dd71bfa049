import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const megabyte = 1024 * 1024;

export interface DatabaseOptions {
  readonly file: string;
  /** Where sorts and joins that outgrow the memory go. */
  readonly temporaryFolder: string;
  readonly memoryBytes: number;
}

export interface Database {
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
    memory_limit: `${Math.floor(options.memoryBytes / megabyte)}MiB`,
    temp_directory: options.temporaryFolder,
    preserve_insertion_order: 'false',
    checkpoint_threshold: '64MiB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  return {
    connection,
    connect: () => instance.connect(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
