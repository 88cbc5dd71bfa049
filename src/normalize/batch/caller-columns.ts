import type { RawRecord } from '#src/model/cloud-event.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { actorKeyOf } from '../actor/actor-key.ts';
import { Facet } from '../facet.ts';
import { bag, text } from '../untyped.ts';
import { userAgentFamilyOf } from '../user-agent/family.ts';
import type { Columns } from './columns.ts';
import { eventColumns } from './event-batch.ts';
import { NameColumn } from './name-column.ts';
import type { NameRegister } from './name-register.ts';

/** These four are neighbours. */
const firstColumn = eventColumns.indexOf('actor');
const agentColumn = eventColumns.indexOf('user_agent');

/** Who called, from where and with what: callers come again and again. */
export class CallerColumns {
  readonly #actor: NameColumn;
  readonly #session: NameColumn;
  readonly #accessKey: NameColumn;
  readonly #ip: NameColumn;
  readonly #agent: NameColumn;
  readonly #callers = new Facet(['userIdentity', 'recipientAccountId', 'sourceIPAddress'], 8, 13);
  readonly #agents = new Facet(['userAgent'], 2, 12);
  readonly #halves = new Uint32Array(8);

  constructor(register: NameRegister) {
    this.#actor = new NameColumn(register);
    this.#session = new NameColumn(register);
    this.#accessKey = new NameColumn(register);
    this.#ip = new NameColumn(register);
    this.#agent = new NameColumn(register);
  }

  add(record: RecordSource, events: Columns, row: number): void {
    this.#addCaller(record, events, row);
    this.#addAgent(record, events, row);
  }

  #addCaller(record: RecordSource, events: Columns, row: number): void {
    const facet = this.#callers;
    const halves = this.#halves;
    if (facet.find(record)) {
      for (let index = 0; index < 8; index++) halves[index] = facet.numberAt(index);
    } else {
      this.#readCaller(facet.partOf(record));
      facet.keep(halves);
    }
    for (let name = 0; name < 4; name++)
      events.set(firstColumn + name, row, halves[2 * name] ?? 0, halves[2 * name + 1] ?? 0);
  }

  #readCaller(record: RawRecord): void {
    const identity = bag(record['userIdentity']);
    this.#actor.readInto(this.#halves, 0, actorKeyOf(record));
    this.#session.readInto(this.#halves, 2, text(identity['arn']));
    this.#accessKey.readInto(this.#halves, 4, text(identity['accessKeyId']));
    this.#ip.readInto(this.#halves, 6, text(record['sourceIPAddress']));
  }

  #addAgent(record: RecordSource, events: Columns, row: number): void {
    const facet = this.#agents;
    if (facet.find(record)) {
      events.set(agentColumn, row, facet.numberAt(0), facet.numberAt(1));
      return;
    }
    this.#agent.readInto(this.#halves, 0, userAgentFamilyOf(text(record.field('userAgent'))));
    facet.keep(this.#halves.subarray(0, 2));
    events.set(agentColumn, row, this.#agent.low, this.#agent.high);
  }
}
