import { describe, expect, it } from 'vitest';
import { ValueMemory } from './value-memory.ts';

describe('ValueMemory', () => {
  it('finds what was kept under both halves of a hash, and nothing else', () => {
    const memory = new ValueMemory();
    memory.keep(5, 7, 'kept');
    memory.keep(6, 7, null);

    expect(memory.find(5, 7)).toBe('kept');
    expect(memory.find(6, 7)).toBeNull();
    expect(memory.find(5, 8)).toBeUndefined();
    expect(memory.find(5 + 4_096, 7)).toBeUndefined();
    expect(memory.find(0, 0)).toBeUndefined();
  });

  it('keeps the newer of two that share a place', () => {
    const memory = new ValueMemory();
    memory.keep(5, 7, 'old');
    memory.keep(5 + 4_096, 7, 'new');

    expect(memory.find(5, 7)).toBeUndefined();
    expect(memory.find(5 + 4_096, 7)).toBe('new');
  });
});
