import { Outlet } from '@tanstack/react-router';
import { useTheme } from '#lib/theme';

export function RootLayout() {
  // Whoever is not signed in follows the system's theme too, as it changes.
  useTheme();
  return <Outlet />;
}
