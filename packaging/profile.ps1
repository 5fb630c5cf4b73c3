# Runs at the beginning of everybody's fedsh session, before the user's own $PROFILE.
