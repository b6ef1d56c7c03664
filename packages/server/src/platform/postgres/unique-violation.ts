/** Runs a statement that two may ask for at once; `onTaken` makes the error for the one whom a unique index refused. */
export async function orIfTaken<T>(statement: Promise<T>, onTaken: () => Error): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    throw (error as { code?: unknown }).code === UNIQUE_VIOLATION ? onTaken() : error;
  }
}

const UNIQUE_VIOLATION = '23505';
