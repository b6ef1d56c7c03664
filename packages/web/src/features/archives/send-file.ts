interface Sending {
  path: string;
  file: File;
  onSent: (share: number) => void;
}

/** Sends a file of any size as it is. Browsers tell how far a request has come by this interface alone. */
export function sendFile({ path, file, onSent }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.setRequestHeader('content-type', 'application/x-tar');
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total));
    request.addEventListener('error', () => reject(new Error('Failed to fetch')));
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(new Error(messageOf(request.responseText))),
    );
    request.send(file);
  });
}

function messageOf(text: string): string {
  try {
    const answer = JSON.parse(text) as { message?: unknown };
    if (typeof answer.message === 'string') return answer.message;
  } catch {
    // Something between us and the server answered.
  }
  return 'The archive could not be sent.';
}
