/** Levels that the room is told from. */
const MEMORY_SECONDS = 3;
/** Share of them that is taken to be the room alone. */
const ROOM_SHARE = 0.2;
/** What the room's own restlessness is told from: steady noise has these two close together, babble far apart. */
const QUIETEST_SHARE = 0.05;
const RESTLESSNESS = 2;
/** The floor is looked for anew so often. */
const EVERY_LEVELS = 5;

/** How loud the room is when nobody speaks, by low percentiles of the levels of the last seconds. */
export class RoomFloor {
  private readonly levels: Float64Array;
  private readonly sorted: Float64Array;
  private heard = 0;
  private floorDb = Infinity;

  constructor(levelsASecond: number) {
    this.levels = new Float64Array(Math.round(MEMORY_SECONDS * levelsASecond));
    this.sorted = new Float64Array(this.levels.length);
  }

  /** @returns the level in dB that the room alone hardly passes */
  take(levelDb: number): number {
    this.levels[this.heard % this.levels.length] = levelDb;
    this.heard++;
    if (this.heard % EVERY_LEVELS === 1) {
      const count = Math.min(this.heard, this.levels.length);
      const part = this.sorted.subarray(0, count);
      part.set(this.levels.subarray(0, count));
      part.sort();
      const room = part[Math.floor(ROOM_SHARE * count)]!;
      this.floorDb = room + RESTLESSNESS * (room - part[Math.floor(QUIETEST_SHARE * count)]!);
    }
    return this.floorDb;
  }
}
