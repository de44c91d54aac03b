/**
 * Of a row called membership: whether its person can sign in there by a way that opens what is closed.
 * A provider knows the people of an agency, and a passkey opens what the session did that made it.
 */
export const HAS_STRONG_WAY_IN = `(
  EXISTS (
    SELECT FROM agency_binding
    WHERE agency_binding.partnership_id = membership.partnership_id
      AND agency_binding.agency_id = membership.agency_id)
  OR EXISTS (
    SELECT FROM passkey
    WHERE passkey.person_id = membership.person_id
      AND (passkey.partnership_ids IS NULL
        OR membership.partnership_id = ANY (passkey.partnership_ids))))`;
