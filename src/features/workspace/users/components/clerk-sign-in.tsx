import { ClerkProvider, SignIn } from '@clerk/react';

/** Clerk's own form; it sets the session cookie that the server verifies. */
export function ClerkSignIn({ publishableKey }: { readonly publishableKey: string }) {
  return (
    <ClerkProvider publishableKey={publishableKey}>
      <SignIn routing="hash" forceRedirectUrl="/" />
    </ClerkProvider>
  );
}
