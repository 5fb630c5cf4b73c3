# Completion of fedsh's own command line in bash.
_fedsh() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    case ${before,,} in
        -workingdirectory | -wd)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            return
            ;;
        -command | -c | -encodedcommand)
            return
            ;;
        -file | -f | -store)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
    esac
    if [[ $word == -* ]]; then
        local options='-File -Command -EncodedCommand -NoProfile -NonInteractive -NoLogo -NoExit -Login
            -WorkingDirectory -Store -Version -Help --lsp'
        local option
        # PowerShell's options are read in any letter case.
        for option in $options; do
            [[ ${option,,} == "${word,,}"* ]] && COMPREPLY+=("$option")
        done
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    if ((COMP_CWORD == 1)) && [[ serve == "$word"* ]]; then
        COMPREPLY+=(serve)
    fi
}
complete -o filenames -F _fedsh fedsh
