/** Where the files of an archive wait to be stored, in the order of its manifest. */
export function importPrefix({ projectId, id }: { projectId: string; id: string }): string {
  return `projects/${projectId}/imports/${id}/`;
}

export function importKey(of: { projectId: string; id: string }, index: number): string {
  return `${importPrefix(of)}${String(index).padStart(6, '0')}`;
}
